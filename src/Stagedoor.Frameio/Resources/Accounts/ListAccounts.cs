using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Accounts;

/// <summary><c>accounts.index</c>: the accounts of the caller.</summary>
internal static class ListAccounts
{
    public static readonly Operation Operation = new(FrameioApi.Root + "/accounts", RateLimit.Usual, ListAsync);

    private static readonly string[] Sorts = ["display_name_asc", "display_name_desc", "created_at_asc", "created_at_desc"];

    // The contract's roles of an account; a reviewer has none.
    private static readonly string[] Roles = ["owner", "admin", "member"];

    private static async ValueTask<IAnswer> ListAsync(HttpContext context, Caller caller, CancellationToken cancellation)
    {
        var cursors = context.RequestServices.GetRequiredService<Cursors>();
        var (query, refusal) = PageQuery.Read(context.Request, cursors, caller.User.SubjectId, Operation.Path, Sorts);
        if (query is null) return refusal!;
        var accounts = await context.RequestServices.GetRequiredService<IDirectory>().AccountsOfAsync(caller.User.SubjectId, cancellation);
        var page = Page.Of(accounts, query, account => Key(account, query.Sort), query.Sort.EndsWith("_desc", StringComparison.Ordinal));
        var next = page.Last is { } last ? $"{Operation.Path}?after={cursors.Write(caller.User.SubjectId, Operation.Path, new(query.Sort, query.Size, query.TotalCount, last))}" : null;
        return new ApiBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("data");
            foreach (var account in page.Items) Write(writer, account);
            writer.WriteEndArray();
            writer.WriteStartObject("links");
            writer.WriteString("next", next);
            writer.WriteEndObject();
            if (query.TotalCount) writer.WriteNumber("total_count", accounts.Count);
            else writer.WriteNull("total_count");
            writer.WriteEndObject();
        });
    }

    private static PageKey Key(DirectoryAccount account, string sort) =>
        new(sort.StartsWith("created_at", StringComparison.Ordinal) ? ApiBody.Time(account.CreatedAt) : account.DisplayName.ToUpperInvariant(), account.Id.ToString());

    private static void Write(Utf8JsonWriter writer, DirectoryAccount account)
    {
        writer.WriteStartObject();
        writer.WriteString("id", account.Id);
        writer.WriteString("display_name", account.DisplayName);
        writer.WriteString("adobe_id", account.OrganizationId);
        writer.WriteNull("image");
        writer.WriteStartArray("roles");
        if (Roles.Contains(account.Role, StringComparer.Ordinal)) writer.WriteStringValue(account.Role);
        writer.WriteEndArray();
        writer.WriteNull("storage_limit");
        writer.WriteNumber("storage_usage", 0);
        writer.WriteString("created_at", ApiBody.Time(account.CreatedAt));
        writer.WriteString("updated_at", ApiBody.Time(account.UpdatedAt));
        writer.WriteNull("v4_migrated_at");
        writer.WriteEndObject();
    }
}
