using Stagedoor.Cli.Tests.Terminal;

namespace Stagedoor.Cli.Tests.Completion;

/// <summary>Completes what is typed, once it has read the script. Tried in bash; the scripts of the others are shown to be there.</summary>
public sealed class A_shell : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Theory]
    [InlineData("stagedoor fi", "files")]
    [InlineData("stagedoor files ", "download,list,upload")]
    [InlineData("stagedoor login --d", "--device")]
    [InlineData("stagedoor completion ", "bash,fish,zsh")]
    [InlineData("stagedoor files upload ", "")]
    [InlineData("stagedoor whoami --profile ", "bot,default")]
    public async Task completes(string line, string expected)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(desk.ConfigPath)!);
        await File.WriteAllTextAsync(desk.ConfigPath, """{"profiles":{"bot":{},"default":{}}}""");
        using var bash = Typist.WithPipes(desk, $"source <(stagedoor completion bash) && complete -p stagedoor && COMP_LINE='{line}' COMP_POINT={line.Length} && read -ra COMP_WORDS <<< \"$COMP_LINE\" && [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=(''); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _stagedoor; printf '%s\\n' \"${{COMPREPLY[@]}}\"");
        Assert.Equal(0, await bash.EndAsync());
        var lines = bash.Shown.TrimEnd('\n').Split('\n');
        Assert.Equal("complete -o default -F _stagedoor stagedoor", lines[0]);
        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), lines[1..].Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _stagedoor stagedoor")]
    [InlineData("zsh", "compdef _stagedoor stagedoor")]
    [InlineData("fish", "complete -c stagedoor")]
    public async Task has_a_script(string shell, string line) => Assert.Contains(line, (await desk.RunAsync("completion", shell)).Is(ExitCode.Done).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("0", "stagedoor fi")]
    [InlineData("99999", "stagedoor 'half a quote")]
    [InlineData("-5", "")]
    public async Task is_not_troubled_by_an_odd_line(string position, string line) => Assert.Equal("", (await desk.RunAsync("complete", position, line)).Is(ExitCode.Done).Error);
}
