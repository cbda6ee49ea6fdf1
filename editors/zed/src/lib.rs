//! Tells Zed how gomod-lint is started for go.mod and go.work, and hands on its settings.

use zed_extension_api::{
    self as zed, register_extension, serde_json::json, settings::LspSettings, Command, Extension,
    LanguageServerId, Result, Worktree,
};

struct GomodLint;

impl Extension for GomodLint {
    fn new() -> Self {
        GomodLint
    }

    /// The program that the settings name under `lsp.gomod-lint.binary`, or else the one on PATH.
    fn language_server_command(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Command> {
        let binary = LspSettings::for_worktree(id.as_ref(), worktree)?.binary;
        let (path, arguments) = binary.map_or((None, None), |set| (set.path, set.arguments));
        let command = path
            .or_else(|| worktree.which("gomod-lint"))
            .ok_or("gomod-lint is not on PATH: npm install --global gomod-lint")?;
        Ok(Command {
            command,
            args: arguments.unwrap_or_else(|| vec!["lsp".into(), "--stdio".into()]),
            env: worktree.shell_env(),
        })
    }

    /// What the server gets when it asks for its section.
    fn language_server_workspace_configuration(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<zed::serde_json::Value>> {
        let settings = LspSettings::for_worktree(id.as_ref(), worktree)?.settings;
        Ok(settings.map(|set| json!({ "gomod-lint": set })))
    }
}

register_extension!(GomodLint);
