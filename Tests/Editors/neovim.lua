-- What a person sees in Neovim: findings, a quick fix, completion, hover, an outline. The exit status is 1 where something is missing.
vim.g.virt_channel = { cmd = { vim.env.VIRT_CHANNEL, 'lsp' }, settings = { ignore = { 'VC5' } } }

local failures = 0
local function check(what, holds, found)
  if holds then
    io.stdout:write('ok: ' .. what .. '\n')
  else
    failures = failures + 1
    io.stdout:write('FAILED: ' .. what .. (found and ': ' .. vim.inspect(found) or '') .. '\n')
  end
end

local function codes()
  return vim.tbl_map(function(finding) return finding.code end, vim.diagnostic.get(0))
end

local function has(code) return vim.tbl_contains(codes(), code) end

local function wait(condition) return vim.wait(60000, condition, 20) end

local function ask(method, params)
  params = vim.tbl_extend('force', { textDocument = vim.lsp.util.make_text_document_params() }, params or {})
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 60000) or {}) do return answer.result end
end

local function at(line, character) return { position = { line = line, character = character } } end

local function finish()
  io.stdout:flush()
  if failures > 0 then vim.cmd('cquit 1') else vim.cmd('qall!') end
end

local function run()
  dofile('integrations/neovim/plugin/virt-channel.lua')
  vim.bo.filetype = 'xml'

  check('findings appear', wait(function() return has('VC201') end), codes())
  local clash = vim.tbl_filter(function(finding) return finding.code == 'VC201' end, vim.diagnostic.get(0))[1]
  check('a finding underlines the value', clash and clash.lnum == 14 and clash.col == 65, clash)

  local actions = ask('textDocument/codeAction', {
    range = { start = { line = 9, character = 66 }, ['end'] = { line = 9, character = 66 } },
    context = { diagnostics = {} },
  })
  local fix = vim.tbl_filter(function(action) return action.isPreferred end, actions or {})[1]
  check('a quick fix is offered', fix ~= nil, actions)
  if fix then vim.lsp.util.apply_workspace_edit(fix.edit, 'utf-16') end
  check('the quick fix is applied', vim.fn.getline(10):match('state') == nil, vim.fn.getline(10))
  check('its finding goes', wait(function() return not has('VC112') end), codes())

  vim.fn.setline(15, "      <address type='virtio-serial' controller='0' bus='0' port='")
  local items = ask('textDocument/completion', at(14, 65)) or {}
  local labels = vim.tbl_map(function(item) return item.label end, items)
  check('completion lists free ports', vim.tbl_contains(labels, '3') and not vim.tbl_contains(labels, '1'), labels)
  vim.fn.setline(15, "      <address type='virtio-serial' controller='0' bus='0' port='2'/>")
  check('a change clears the finding', wait(function() return #codes() == 0 end), codes())

  local hover = ask('textDocument/hover', at(8, 8))
  check('hover shows the guest device', vim.inspect(hover):match('/dev/virtio%-ports/org.qemu.guest_agent.0') ~= nil, hover)
  local symbols = ask('textDocument/documentSymbol') or {}
  check('the outline has the controller', symbols[1] and symbols[1].name == 'virtio-serial 0', symbols)
  check('its ports are in it', symbols[1] and #(symbols[1].children or {}) == 2, symbols)
  finish()
end

vim.schedule(function()
  local holds, problem = pcall(run)
  if not holds then
    check('the tests run to the end', false, problem)
    finish()
  end
end)
