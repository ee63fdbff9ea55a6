namespace Stagedoor.Bench.Contests;

/// <summary>Every path, in the order in which they are measured.</summary>
internal static class AllContests
{
    public static IReadOnlyList<IContest> List { get; } =
    [
        new StartAndMemory(),
        new ClientCredentials("ES256"),
        new ClientCredentials("RS256"),
        .. UserGrants.All,
        .. Reading.All,
        new Me(isSeen: true),
        new Me(isSeen: false),
        new PasswordSignIn(),
        new ConsoleList(),
    ];
}
