namespace Stagedoor.Cli.Completion;

/// <summary><c>stagedoor completion …</c>: scripts that make a shell complete verbs, options and profiles.</summary>
internal static class Completions
{
    public static VerbGroup Group => new(
        "completion",
        "Prints a script that lets your shell complete what you type.",
        new ShellScript("bash", "For bash.", "source <(stagedoor completion bash)", Bash),
        new ShellScript("zsh", "For zsh.", "source <(stagedoor completion zsh)", Zsh),
        new ShellScript("fish", "For fish.", "stagedoor completion fish > ~/.config/fish/completions/stagedoor.fish", Fish));

    private const string Bash = """
        # bash completion of stagedoor. In ~/.bashrc: source <(stagedoor completion bash)
        _stagedoor() {
          local IFS=$'\n' word="${COMP_WORDS[COMP_CWORD]}"
          COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" complete "$COMP_POINT" "$COMP_LINE" 2>/dev/null)" -- "$word"))
        }
        complete -o default -F _stagedoor stagedoor

        """;

    private const string Zsh = """
        #compdef stagedoor
        # zsh completion of stagedoor. In ~/.zshrc, after compinit: source <(stagedoor completion zsh)
        _stagedoor() {
          local -a found
          found=(${(f)"$("${words[1]}" complete "$CURSOR" "$BUFFER" 2>/dev/null)"})
          if (( ${#found} )); then compadd -a found; else _files; fi
        }
        compdef _stagedoor stagedoor

        """;

    private const string Fish = """
        # fish completion of stagedoor. Save as ~/.config/fish/completions/stagedoor.fish
        function __stagedoor_complete
            set -l line (commandline -cp)
            stagedoor complete (string length -- "$line") "$line" 2>/dev/null
        end
        function __stagedoor_knows
            test (count (__stagedoor_complete)) -gt 0
        end
        complete -c stagedoor -n __stagedoor_knows -f -a '(__stagedoor_complete)'

        """;
}
