-- Starts `virt-channel lsp` for XML files, in Neovim 0.7 and later. Other XML than libvirt domains is left alone by the server.
--
--   vim.opt.runtimepath:append('/path/to/integrations/neovim')
--
-- Settings, before this is loaded:
--   vim.g.virt_channel = { cmd = { 'virt-channel', 'lsp' }, settings = { libvirt = '9.0.0', ignore = { 'VC501' } } }

local options = vim.g.virt_channel or {}
local name = 'virt-channel'
local command = options.cmd or { 'virt-channel', 'lsp' }
local settings = options.settings or vim.empty_dict()
local client

local function root(path)
  local found = vim.fs and vim.fs.find('.virt-channel.json', { path = path, upward = true })[1]
  return found and vim.fs.dirname(found) or vim.fn.fnamemodify(path, ':p:h')
end

local function attach(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  local config = {
    name = name,
    cmd = command,
    root_dir = root(path),
    init_options = settings,
    settings = { ['virt-channel'] = settings },
  }
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  client = client or vim.lsp.start_client(config)
  if client then vim.lsp.buf_attach_client(buffer, client) end
end

vim.api.nvim_create_autocmd('FileType', {
  pattern = 'xml',
  callback = function(event)
    if vim.fn.executable(command[1]) == 1 then attach(event.buf) end
  end,
})
