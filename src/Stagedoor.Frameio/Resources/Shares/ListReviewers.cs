using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary><c>shares.list_reviewers</c>. Whoever is not known here is shown with an address and nothing else.</summary>
internal static class ListReviewers
{
    public static readonly Operation Operation = new("shares.list_reviewers", HttpMethods.Get, "/accounts/{account_id}/shares/{share_id}/reviewers", RateLimit.PerMinute(10), RunAsync);

    private static readonly ListShape Shape = new() { Sorts = ["name_asc", "name_desc", "active", "inactive"] };

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await ShareOperations.FindAsync(call, Act.SeeShares, cancellation)).Failed(out var refusal, out var found)) return refusal;
        if (call.ReadPage(Shape).Failed(out refusal, out var query)) return refusal;
        var reviewers = await call.Get<IShareStore>().ReviewersAsync(found.Share.Id, cancellation);

        // The contract's answer has no links: who asks for no size gets all of them.
        if (!call.Context.Request.Query.ContainsKey("page_size")) query = query with { Size = Math.Max(1, reviewers.Count) };
        var page = Page.Of(reviewers, query, reviewer => Key(reviewer, query.Sort), query.Sort == "name_desc");
        return new ApiBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("data");
            foreach (var reviewer in page.Items) Write(writer, reviewer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static PageKey Key(Reviewer reviewer, string sort)
    {
        var name = (reviewer.User?.Name ?? reviewer.Email).ToUpperInvariant();
        var isActive = reviewer.User?.Active == true;
        return new(sort switch { "active" => (isActive ? "0" : "1") + name, "inactive" => (isActive ? "1" : "0") + name, _ => name }, reviewer.User?.SubjectId ?? reviewer.Email);
    }

    private static void Write(Utf8JsonWriter writer, Reviewer reviewer)
    {
        writer.WriteStartObject();
        if (reviewer.User is { } user)
        {
            UserSet.WriteMembers(writer, user);
        }
        else
        {
            writer.WriteNull("id");
            writer.WriteNull("name");
            writer.WriteString("email", reviewer.Email);
            writer.WriteNull("avatar_url");
            writer.WriteNull("active");
        }

        writer.WriteEndObject();
    }
}
