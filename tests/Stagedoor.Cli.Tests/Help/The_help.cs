using System.CommandLine;
using Stagedoor.Cli.Help;

namespace Stagedoor.Cli.Tests.Help;

/// <summary>Every verb's <c>--help</c>, as files; and what a mistyped line is answered with.</summary>
public sealed class The_help : IDisposable
{
    private readonly Desk desk = new();

    public static TheoryData<string> Commands => [.. All(Tree()).Select(HelpText.PathOf)];

    public void Dispose() => desk.Dispose();

    [Theory, MemberData(nameof(Commands))]
    public async Task says_what_the_file_says(string command)
    {
        var ran = await desk.RunAsync([.. command.Split(' ')[1..], "--help"]);
        ran.Is(ExitCode.Done);
        Golden.Is(command.Replace(' ', '-') + ".txt", ran.Output);
    }

    [Fact]
    public void has_an_example_for_each_verb() =>
        Assert.All(All(Tree()).OfType<VerbCommand>(), verb => Assert.Contains(verb.Examples, example => example.Contains(HelpText.PathOf(verb), StringComparison.Ordinal)));

    [Fact]
    public void has_no_file_of_a_verb_that_is_gone() =>
        Assert.Equal(Commands.Select(row => row.Data.Replace(' ', '-') + ".txt").Order(StringComparer.Ordinal), Directory.GetFiles(Folder()).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);

    [Fact]
    public void has_the_exit_codes_of_the_page() =>
        Assert.Equal(ExitCode.All.Select(code => $"| {code.Code} | {code.Meaning} |"), File.ReadLines(Path.Combine(Folder(), "..", "..", "..", "..", "docs", "how-to", "command-line.md")).Where(line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^\| \d+ \| ")));

    [Fact]
    public async Task is_what_stands_there_when_nothing_is_typed() => Assert.Contains("Exit codes:", (await desk.RunAsync()).Is(ExitCode.Done).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("lgin", "There is no verb \"lgin\" of stagedoor.", "stagedoor login")]
    [InlineData("completion", "A verb is missing: bash, zsh, fish.", "stagedoor completion --help")]
    [InlineData("login --device --paste", "--device, --paste and --server-to-server exclude each other.", "stagedoor login --help")]
    [InlineData("whoami --nonsense", "Unrecognized command or argument '--nonsense'.", "stagedoor whoami --help")]
    public async Task is_named_where_the_line_is_wrong(string line, string what, string next)
    {
        var ran = await desk.RunAsync(line.Split(' '));
        Assert.Equal($"Error: {what}\nNext: {next}\n", ran.Is(ExitCode.Usage).Error);
        Assert.Equal("", ran.Output);
    }

    [Fact]
    public async Task tells_the_version() => Assert.Matches(@"^\d+\.\d+\.\d+\n$", (await desk.RunAsync("--version")).Is(ExitCode.Done).Output);

    private static RootCommand Tree()
    {
        using var none = new MemoryStream();
        using var shell = new Shell { Input = none, Output = none, Error = none };
        return CommandLine.Root(shell, new());
    }

    private static IEnumerable<Command> All(Command command) => command.Hidden ? [] : command.Subcommands.SelectMany(All).Prepend(command);

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "golden");
}
