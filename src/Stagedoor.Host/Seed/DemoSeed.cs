using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Host.Seed;

/// <summary>The built-in demo: a seed whose passwords, secrets and client ids are made at the first start and stay in the data folder, readable by its owner alone.</summary>
internal static partial class DemoSeed
{
    public const string FileName = "demo.json";

    public static string In(string dataFolder) => Path.Combine(dataFolder, FileName);

    public static void Write(string dataFolder)
    {
        using var reader = new StreamReader(typeof(DemoSeed).Assembly.GetManifestResourceStream("demo-seed.json")!);
        var text = Hole().Replace(reader.ReadToEnd(), hole => hole.Groups[1].Value switch
        {
            "password" => Password(),
            "secret" => Secret.New("p8e-").Reveal(),
            _ => RandomIds.ClientId(),
        });
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(In(dataFolder), options);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    // Five groups of four that are easy to type: 100 bits.
    private static string Password() => string.Join('-', Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetString("abcdefghijkmnopqrstuvwxyz23456789", 4)));

    [GeneratedRegex("\\{\\{([a-z]+)\\}\\}")]
    private static partial Regex Hole();
}
