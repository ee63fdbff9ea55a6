using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary><c>shares.show</c>.</summary>
internal static class ShowShare
{
    public static readonly Operation Operation = new("shares.show", HttpMethods.Get, "/accounts/{account_id}/shares/{share_id}", RateLimit.Usual, RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await ShareOperations.FindAsync(call, Act.SeeShares, cancellation)).Failed(out var refusal, out var found)) return refusal;
        return ApiBody.Data(StatusCodes.Status200OK, writer => found.Share.Write(writer, call.Now));
    }
}
