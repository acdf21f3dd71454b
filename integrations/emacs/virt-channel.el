;;; virt-channel.el --- findings in libvirt domain XML -*- lexical-binding: t -*-

;; Package-Requires: ((emacs "26.3") (eglot "1.4"))

;;; Commentary:

;; Starts `virt-channel lsp' through eglot for XML files.  Other XML than libvirt domains is left alone by the server.
;;
;;   (load "/path/to/integrations/emacs/virt-channel.el")

;;; Code:

(require 'eglot)

(defvar virt-channel-command '("virt-channel" "lsp")
  "The program that is started, and its arguments.")

(add-to-list 'eglot-server-programs
             (cons '(nxml-mode xml-mode) (lambda (&rest _) virt-channel-command)))

(add-hook 'nxml-mode-hook #'eglot-ensure)

(provide 'virt-channel)

;;; virt-channel.el ends here
