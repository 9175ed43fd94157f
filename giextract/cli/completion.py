"""`giextract completion`: the script that completes commands in a shell."""

from __future__ import annotations

import click

EXAMPLES = """
\b
Examples:
  eval "$(giextract completion bash)"         in ~/.bashrc
  eval "$(giextract completion zsh)"          in ~/.zshrc
  giextract completion fish > ~/.config/fish/completions/giextract.fish
"""


@click.command(epilog=EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the script that completes giextract's commands, options and files in SHELL."""
    from click.shell_completion import get_completion_class

    completion = get_completion_class(shell)
    assert completion is not None
    text = (
        completion.source_template
        % completion(context.find_root().command, {}, "giextract", "_GIEXTRACT_COMPLETE").source_vars()
    )
    click.echo(text)
