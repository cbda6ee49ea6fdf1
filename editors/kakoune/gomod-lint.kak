# gomod-lint for kakoune-lsp 18 or newer: go.mod and go.work. To be sourced before lsp-enable.

hook global BufCreate (.*/)?go\.mod %{ set-option buffer filetype gomod }
hook global BufCreate (.*/)?go\.work %{ set-option buffer filetype gowork }

hook -group lsp-filetype-gomod global BufSetOption filetype=(?:gomod|gowork) %{
    try %{ set-option buffer comment_line // }
    set-option buffer lsp_servers %{
        [gomod-lint]
        root_globs = ["go.work", "go.mod"]
        args = ["lsp", "--stdio"]
        # Said at the start, too: kakoune-lsp cannot be told of formatting later.
        settings_section = "gomod-lint"
        [gomod-lint.settings.gomod-lint]
        # ignore = ["replace"]
        # severity = { dependency-diamond = "error" }
        # offline = true
        features = { formatting = true }
    }
}

hook -group gomod-highlight global WinSetOption filetype=(?:gomod|gowork) %{
    require-module gomod-lint
    add-highlighter window/gomod ref gomod
    hook -once -always window WinSetOption filetype=.* %{ remove-highlighter window/gomod }
}

provide-module gomod-lint %{
    add-highlighter shared/gomod regions
    add-highlighter shared/gomod/code default-region group
    add-highlighter shared/gomod/comment region // $ fill comment
    add-highlighter shared/gomod/double_string region '"' '"|$' fill string
    add-highlighter shared/gomod/raw_string region ` ` fill string
    add-highlighter shared/gomod/code/ regex ^\h*(module|go|toolchain|godebug|require|exclude|replace|retract|tool|ignore|use)\b 1:keyword
    add-highlighter shared/gomod/code/ regex (?<![^\s\[,])v\d+\.\d+\.\d+[^\s,\]]* 0:value
    add-highlighter shared/gomod/code/ regex => 0:operator
}
