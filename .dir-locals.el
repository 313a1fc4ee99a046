;; .dir-locals.el - for Emacs: GNU style, eight spaces are a tab.

((c-mode . ((c-file-style . "gnu")
            (indent-tabs-mode . t)
            (tab-width . 8)
            (fill-column . 79)))
 (c++-mode . ((c-file-style . "gnu")
              (indent-tabs-mode . t)
              (tab-width . 8)
              (fill-column . 79)))
 (sh-mode . ((indent-tabs-mode . nil)
             (sh-basic-offset . 2))))
