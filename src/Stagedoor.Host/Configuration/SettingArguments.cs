namespace Stagedoor.Host.Configuration;

/// <summary>Tells settings on the command line, <c>--Stagedoor:Section:Name=value</c>, from verbs and options. The framework's <c>--Logging:…</c> are settings as well.</summary>
internal static class SettingArguments
{
    public static (IReadOnlyList<string> Settings, IReadOnlyList<string> Words) Split(IReadOnlyList<string> args)
    {
        var (settings, words) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--Stagedoor:", StringComparison.OrdinalIgnoreCase) && !args[i].StartsWith("--Logging:", StringComparison.OrdinalIgnoreCase)) words.Add(args[i]);
            else if (args[i].Contains('=', StringComparison.Ordinal)) settings.Add(args[i]);
            else if (i + 1 < args.Count) settings.Add($"{args[i]}={args[++i]}");
            else throw new StartRefusedException($"{args[i]} needs a value.");
        }

        return (settings, words);
    }
}
