using System.Globalization;
using System.Runtime.InteropServices;
using Stagedoor.Bench.Servers;

namespace Stagedoor.Bench.Reports;

/// <summary>Where a figure was measured, and with what.</summary>
internal sealed record Machine(string Processor, int Cores, string OperatingSystem, string Runtime, string Node, string Wrk, string Commit)
{
    public static async Task<Machine> ReadAsync(CancellationToken cancellation) => new(
        (File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null) ?? "unknown",
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        await SaysAsync(["node", "--version"], null, cancellation),
        await SaysAsync(["sh", "-c", "wrk --version 2>&1 | head -n 1; true"], null, cancellation),
        await SaysAsync(["git", "describe", "--always", "--dirty"], Places.Root, cancellation));

    private static async Task<string> SaysAsync(string[] command, string? folder, CancellationToken cancellation)
    {
        try
        {
            return (await Commands.RunAsync(command, cancellation, folder)).Trim();
        }
        catch (Exception problem) when (problem is BenchException or System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Processor}, {Cores} cores; {OperatingSystem}; {Runtime}; node {Node}; {Wrk}; commit {Commit}");
}
