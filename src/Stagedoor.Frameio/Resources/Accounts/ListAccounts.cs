using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Accounts;

/// <summary><c>accounts.index</c>: the accounts of the caller.</summary>
internal static class ListAccounts
{
    public static readonly Operation Operation = new("accounts.index", HttpMethods.Get, "/accounts", RateLimit.Usual, ListAsync);

    private static readonly ListShape Shape = new() { Sorts = ["display_name_asc", "display_name_desc", "created_at_asc", "created_at_desc"] };

    // The contract's roles of an account; a reviewer has none.
    private static readonly string[] Roles = ["owner", "admin", "member"];

    private static async ValueTask<IAnswer> ListAsync(Call call, CancellationToken cancellation)
    {
        if (call.ReadPage(Shape).Failed(out var refusal, out var query)) return refusal;
        var accounts = await call.Get<IDirectory>().AccountsOfAsync(call.Caller.User.SubjectId, cancellation);
        if (call.Caller.Actor.ActingId is { } acting)
        {
            // Who acts for another reaches what both reach.
            var others = await call.Get<IDirectory>().AccountsOfAsync(acting, cancellation);
            accounts = [.. accounts.Where(account => others.Any(other => other.Id == account.Id))];
        }

        return call.List(query, Page.Of(accounts, query, account => Key(account, query.Sort), query.Sort.EndsWith("_desc", StringComparison.Ordinal)), Write);
    }

    private static PageKey Key(DirectoryAccount account, string sort) =>
        new(sort.StartsWith("created_at", StringComparison.Ordinal) ? ApiBody.Time(account.CreatedAt) : account.DisplayName.ToUpperInvariant(), account.Id.ToString());

    private static void Write(Utf8JsonWriter writer, DirectoryAccount account)
    {
        writer.WriteStartObject();
        writer.WriteString("id", account.Id);
        writer.WriteString("display_name", account.DisplayName);
        writer.WriteString("adobe_id", account.OrganizationId);
        writer.WriteString("image", account.Image);
        writer.WriteStartArray("roles");
        if (Roles.Contains(account.Role, StringComparer.Ordinal)) writer.WriteStringValue(account.Role);
        writer.WriteEndArray();
        if (account.StorageLimit is { } limit) writer.WriteNumber("storage_limit", limit);
        else writer.WriteNull("storage_limit");
        writer.WriteNumber("storage_usage", account.StorageUsage);
        writer.WriteString("created_at", ApiBody.Time(account.CreatedAt));
        writer.WriteString("updated_at", ApiBody.Time(account.UpdatedAt));
        writer.WriteNull("v4_migrated_at");
        writer.WriteEndObject();
    }
}
