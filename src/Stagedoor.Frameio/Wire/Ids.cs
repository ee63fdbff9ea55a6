namespace Stagedoor.Frameio.Wire;

/// <summary>Ids as they stand in paths and bodies: a UUID in its usual form.</summary>
public static class Ids
{
    public static Guid? Read(string? text) => text is { Length: 36 } && Guid.TryParseExact(text, "D", out var id) ? id : null;
}
