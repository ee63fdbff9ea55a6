using System.Globalization;

namespace Stagedoor.Bench;

/// <summary>One core, which a process is kept on: servers on the first, load on the second.</summary>
internal readonly record struct Core(int Number)
{
    public static readonly Core Server = new(0), Load = new(1);

    public string[] Pin(string program, params string[] arguments) => ["taskset", "-c", Number.ToString(CultureInfo.InvariantCulture), program, .. arguments];
}
