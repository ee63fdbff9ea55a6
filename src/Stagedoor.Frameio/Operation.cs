using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio;

/// <summary>
/// One operation of the API: the contract's id, method, path below <see cref="FrameioApi.Root"/> and limit, and what it does for a caller whose token opened the door and who, where the
/// path names an account, is a member of it.
/// </summary>
public sealed record Operation(string Id, string Method, string Path, RateLimit Limit, Func<Call, CancellationToken, ValueTask<IAnswer>> Run)
{
    /// <summary>Whether the path names an account: then <see cref="Call.Account"/> is proven before the work begins.</summary>
    public bool IsOfAccount { get; } = Path.StartsWith("/accounts/{account_id}", StringComparison.Ordinal);
}
