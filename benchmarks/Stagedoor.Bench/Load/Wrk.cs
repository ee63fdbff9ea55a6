using System.Globalization;
using System.Reflection;

namespace Stagedoor.Bench.Load;

/// <summary>Debian's wrk on the core of the load, with a script that looks at every answer.</summary>
internal sealed class Wrk(string folder, Core core)
{
    private const string Program = "wrk";

    private readonly string script = WriteScript(folder);
    private int count;

    public static bool IsThere() => Commands.Find(Program) is not null;

    /// <summary>One round. Throws where an answer was wrong: a fast wrong answer is no figure.</summary>
    public async Task<LoadResult> RunAsync(LoadPlan plan, int connections, TimeSpan duration, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"plan-{++count}.lua"));
        await File.WriteAllTextAsync(file, plan.ToLua(), cancellation);
        var seconds = Math.Max(1, (int)Math.Ceiling(duration.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        string[] arguments = ["-t1", "-c" + connections.ToString(CultureInfo.InvariantCulture), $"-d{seconds}s", "--timeout", "20s", "-s", script, plan.Server.ToString(), "--", file];
        var output = await Commands.RunAsync(core.Pin(Program, arguments), cancellation);
        var line = output.Split('\n').LastOrDefault(line => line.StartsWith("RESULT ", StringComparison.Ordinal)) ?? throw new BenchException($"wrk said no result:\n{output}");
        var result = LoadResult.Parse(line["RESULT ".Length..]);
        return result.Fault() is not { } fault ? result : throw new BenchException($"{plan.Method} {plan.Server}{plan.Path[1..Math.Min(plan.Path.Length, 60)]}: {fault}");
    }

    private static string WriteScript(string folder)
    {
        var path = Path.Combine(folder, "load.lua");
        using var source = Assembly.GetExecutingAssembly().GetManifestResourceStream("load.lua")!;
        using var target = File.Create(path);
        source.CopyTo(target);
        return path;
    }
}
