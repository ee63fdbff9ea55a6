using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.MetadataFields;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Metadata;

/// <summary><c>metadata.bulk_update</c>: all values at all files, or none.</summary>
internal static class UpdateMetadata
{
    public static readonly Operation Operation = new("metadata.bulk_update", HttpMethods.Patch, "/accounts/{account_id}/projects/{project_id}/metadata/values", RateLimit.PerMinute(10), RunAsync);

    private const int Most = 100;

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.UpdateMetadata, "project_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var data = body.Open().Nested("data", required: true)?.Open();
        var (fileIds, given) = (data?.ManyIds("file_ids", required: true, least: 1, most: Most)?.Distinct().ToList(), data?.NestedMany("values", required: true, least: 1, most: Most));
        var store = call.Get<IMetadataStore>();
        var definitions = given is null ? null : (await store.DefinitionsAsync(call.AccountId, cancellation)).ToDictionary(definition => definition.Id);
        var values = given is null ? [] : Read(given, definitions!);
        if (body.Refusal is { } wrong) return wrong;
        if (await UnknownMemberAsync(call, values, cancellation) is { } unknown) return unknown;
        var files = await store.FilesAsync(place.ProjectId!.Value, fileIds!, cancellation);
        if (files.Count != fileIds!.Count) return ApiError.NotFound;
        if (await MayNotAsync(call, fileIds, cancellation) is { } forbidden) return forbidden;
        var entries = files.Select(file => call.Records(ActivityKind.MetadataUpdated, file.Id, file.Name, place)).ToList();
        return await store.SetAsync(call.AccountId, place.ProjectId.Value, fileIds, [.. values.Select(value => (value.Definition.Id, value.Kept))], entries, cancellation) ? NoContent.Answer : ApiError.NotFound;
    }

    // A folder inside may give less than the project.
    private static async ValueTask<ApiError?> MayNotAsync(Call call, List<Guid> files, CancellationToken cancellation)
    {
        if ((await call.Get<Access>().AtManyAsync(call.Caller.Actor, call.Account, Act.SeeAsset, files, cancellation)).Count != files.Count) return ApiError.NotFound;
        return (await call.Get<Access>().AtManyAsync(call.Caller.Actor, call.Account, Act.UpdateAsset, files, cancellation)).Count == files.Count ? null : ApiError.Forbidden("You may not change the metadata of some of these files");
    }

    private static List<(FieldDefinition Definition, string? Kept, string Pointer)> Read(IReadOnlyList<Fields> given, Dictionary<Guid, FieldDefinition> definitions)
    {
        var values = new List<(FieldDefinition, string?, string)>();
        for (var i = 0; i < given.Count; i++)
        {
            var item = given[i].Open();
            var (id, value) = (item.Id("field_definition_id", required: true), item.Any("value", required: true));
            if (id is null || value is null) continue;
            if (!definitions.TryGetValue(id.Value, out var definition))
            {
                item.Refuse("field_definition_id", "The account has no such field");
                continue;
            }

            var (kept, problem) = FieldValueCheck.Read(definition, value.Value);
            if (problem is not null) item.Refuse("value", problem);
            values.Add((definition, kept, string.Create(CultureInfo.InvariantCulture, $"/data/values/{i}/value")));
        }

        return values;
    }

    private static async ValueTask<ApiError?> UnknownMemberAsync(Call call, List<(FieldDefinition Definition, string? Kept, string Pointer)> values, CancellationToken cancellation)
    {
        var named = values.Where(value => value.Kept is not null && value.Definition.Type is FieldType.UserSingle or FieldType.UserMulti).SelectMany(value => FieldValueCheck.MembersOf(value.Kept!), (value, member) => (value.Pointer, member.Id, member.IsGroup)).ToList();
        if (named.Count == 0) return null;
        var unknown = await FieldMembers.UnknownAsync(call, [.. named.Where(member => !member.IsGroup).Select(member => member.Id).Distinct()], [.. named.Where(member => member.IsGroup).Select(member => member.Id).Distinct()], cancellation);
        return unknown.Count == 0 ? null : ApiError.Invalid(named.First(member => unknown.Contains(member.Id)).Pointer, "A member is neither a user nor a group of the account");
    }
}
