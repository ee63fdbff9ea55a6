using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary><c>shares.add_reviewers</c>: to a secure share. Nobody is written to.</summary>
internal static class AddReviewers
{
    public static readonly Operation Operation = new("shares.add_reviewers", HttpMethods.Post, "/accounts/{account_id}/shares/{share_id}/reviewers", RateLimit.PerMinute(10), RunAsync);

    private const int Most = 500, LongestMessage = 10_000;

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await ShareOperations.FindAsync(call, Act.ManageShares, cancellation)).Failed(out var refusal, out var found)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        data?.Text("message", required: true, most: LongestMessage);
        var keys = ReviewerKeys.Read(data);
        if (body.Refusal is { } wrong) return wrong;
        if (found.Share.Access != Share.Secure) return ApiError.Conflict("A public share has no reviewers: make it secure first");
        var (reviewers, unknown) = await ReviewerKeys.FindAsync(call, keys, cancellation);
        if (unknown.Count > 0) return ApiError.Invalid("/data/reviewers", "The account has no such user: whoever is not in it is named by e-mail");
        var entry = call.Records(ActivityKind.ShareReviewersAdded, found.Share.Id, found.Share.Name, found.Place);
        return await call.Get<IShareStore>().AddReviewersAsync(found.Share.Id, reviewers, Most, entry, cancellation) ? NoContent.Answer : ApiError.Conflict(string.Create(CultureInfo.InvariantCulture, $"A share has at most {Most} reviewers"));
    }
}
