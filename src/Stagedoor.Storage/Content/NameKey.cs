namespace Stagedoor.Storage.Content;

/// <summary>By which names are sorted: without case, by code points, the same in both databases.</summary>
internal static class NameKey
{
    public static string Of(string name) => name.ToUpperInvariant();
}
