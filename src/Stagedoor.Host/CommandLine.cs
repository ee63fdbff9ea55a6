using System.Diagnostics;

namespace Stagedoor.Host;

/// <summary>The host's verbs. Without one it serves.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await ServeAsync(args);
            return 0;
        }
        catch (StartRefusedException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
    }

    private static async Task ServeAsync(string[] args)
    {
        var begun = Process.GetCurrentProcess().StartTime.ToUniversalTime();
        await using var app = StagedoorHost.Build(args);
        await StartAsync(app);
        Console.Out.Write(Banner.Of(app, TimeProvider.System.GetUtcNow() - begun, !Console.IsOutputRedirected && app.Configuration["NO_COLOR"] is null));
        await Console.Out.FlushAsync();
        await app.WaitForShutdownAsync();
    }

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
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
