using System.CommandLine;
using System.Diagnostics;
using Stagedoor.Host.Configuration;
using Stagedoor.Host.Data;
using Stagedoor.Host.Logs;
using Stagedoor.Host.Verbs;

namespace Stagedoor.Host;

/// <summary>The host's verbs. Without one it serves.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            OwnerOnly.FromNowOn();
            var (settings, words) = SettingArguments.Split(args);
            var parsed = Root(settings).Parse(words);
            if (parsed.Errors is [var first, ..]) throw new StartRefusedException($"{first.Message} See --help.");
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (StartRefusedException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
    }

    private static RootCommand Root(IReadOnlyList<string> settingArguments)
    {
        var urls = new Option<string?>("--urls") { Recursive = true, HelpName = "URL", Description = $"Where to listen; several separated by semicolons. Without it {Configuration.HostOptions.DefaultUrl}." };
        var data = new Option<string?>("--data") { Recursive = true, HelpName = "DIR", Description = "The data folder. Without it .data." };
        var seed = new Option<string?>("--seed") { HelpName = "FILE", Description = "A seed file to apply at the start." };
        string[] Arguments(ParseResult result) => [.. settingArguments, .. Named("--urls", result.GetValue(urls)), .. Named("--data", result.GetValue(data)), .. Named("--seed", result.GetResult(seed) is null ? null : result.GetValue(seed))];
        var root = new RootCommand("Stagedoor: the identity service, and the API that it guards. Any setting can be given as --Stagedoor:Section:Name=value (docs/configuration.md).") { urls, data, seed };
        root.SetAction((result, cancellation) => ServeAsync(Arguments(result), cancellation));
        Command Build(Verb verb) => verb.Build(result => Settings.Read(Arguments(result)));
        root.Add(Build(new Init()));
        root.Add(Build(new ApplySeed()));
        root.Add(new Command("audit", "The audit trail.") { Build(new VerifyAudit()) });
        root.Add(new Command("keys", "The signing keys.") { Build(new RotateKeys()) });
        root.Add(Build(new Backup()));
        root.Add(Build(new MarkRestored()));
        root.Add(Build(new Credential(disable: true)));
        root.Add(Build(new Credential(disable: false)));
        root.Add(Build(new AddSecret()));
        root.Add(Build(new SecondFactor(demand: true)));
        root.Add(Build(new SecondFactor(demand: false)));
        root.Add(Build(new Recover()));
        root.Add(Build(new Invite()));
        return root;
    }

    private static IEnumerable<string> Named(string name, string? value) => value is null ? [] : [$"{name}={value}"];

    private static async Task<int> ServeAsync(string[] args, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        await using var app = StagedoorHost.Build(args, static services => services.AddSingleton<ILoggerProvider, LineLogs>());
        await StartAsync(app, cancellation);
        Console.Out.Write(Banner.Of(app, Stopwatch.GetElapsedTime(begun), !Console.IsOutputRedirected && app.Configuration["NO_COLOR"] is null));
        await Console.Out.FlushAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static async Task StartAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException problem)
        {
            // Two may bind one address at the same moment; only one may listen.
            throw new StartRefusedException($"It is not possible to listen: {problem.Message}", problem);
        }
        catch (OperationCanceledException problem)
        {
            throw new StartRefusedException("Stopped before the start was over.", problem);
        }
    }
}
