using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.MetadataFields;

/// <summary><c>metadata.field_definitions.index</c>. Every field is mutable and active, so that the two filters leave none out.</summary>
internal static class ListFieldDefinitions
{
    public static readonly Operation Operation = new("metadata.field_definitions.index", HttpMethods.Get, "/accounts/{account_id}/metadata/field_definitions", RateLimit.Usual, RunAsync);

    private static readonly string[] Filters = ["filters[exclude_immutable]", "filters[exclude_inactive]"];

    private static readonly ListShape Shape = new() { Includes = ["creator"], Sorts = ["created_at_asc", "created_at_desc", "name_asc", "name_desc"], Filters = Filters };

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if (call.May(Act.SeeFieldDefinitions) is { } forbidden) return forbidden;
        if (call.ReadPage(Shape).Failed(out var refusal, out var query)) return refusal;
        foreach (var (name, value) in query.Filters)
        {
            if (value is not ("true" or "false")) return ApiError.OutOfRange($"{name} is true or false");
        }

        var page = await call.Get<IFieldDefinitionStore>().ListAsync(call.AccountId, query, cancellation);
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, page.Items.Select(definition => definition.Creator), cancellation);
        return call.List(query, page, (writer, definition) =>
        {
            writer.WriteStartObject();
            definition.Write(writer, users, query.Include.Has("creator"));
            writer.WriteEndObject();
        });
    }
}
