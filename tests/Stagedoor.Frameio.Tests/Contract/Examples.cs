namespace Stagedoor.Frameio.Tests.Contract;

/// <summary>One right call of every operation that is built. Those of a resource stand in a file of their own.</summary>
internal static partial class Examples
{
    public static readonly IReadOnlyDictionary<string, Func<World, Task<Ask>>> All = new Dictionary<string, Func<World, Task<Ask>>>(
        (IEnumerable<KeyValuePair<string, Func<World, Task<Ask>>>>)[.. OfAccounts(), .. OfProjects(), .. OfFolders(), .. OfFiles(), .. OfVersionStacks(), .. OfComments(), .. OfHooks(), .. OfMetadata(), .. OfShares()],
        StringComparer.Ordinal);

    private const string Role = """{"data":{"role":"editor"}}""";
}
