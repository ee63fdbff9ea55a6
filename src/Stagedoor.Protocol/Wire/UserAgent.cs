namespace Stagedoor.Protocol.Wire;

/// <summary>What a User-Agent field is to a person: a browser and a system, in a few words.</summary>
public static class UserAgent
{
    // Each calls itself by the names of those before it, so the most special one is asked first.
    private static readonly (string Token, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Token, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    /// <summary>Such as "Firefox, Linux"; null when nothing in it is known.</summary>
    public static string? Summary(string? field)
    {
        if (field is not { Length: > 0 and <= 1024 }) return null;
        var found = new[] { NameIn(field, Browsers), NameIn(field, Systems) }.OfType<string>().ToArray();
        return found.Length == 0 ? null : string.Join(", ", found);
    }

    private static string? NameIn(string field, (string Token, string Name)[] names) => names.FirstOrDefault(name => field.Contains(name.Token, StringComparison.Ordinal)).Name;
}
