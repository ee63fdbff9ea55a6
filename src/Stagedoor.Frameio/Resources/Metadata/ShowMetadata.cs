using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Metadata;

/// <summary><c>metadata.show</c>: the values of a file; with <c>show_null</c> every field of the account, and what it offers.</summary>
internal static class ShowMetadata
{
    public static readonly Operation Operation = new("metadata.show", HttpMethods.Get, "/accounts/{account_id}/files/{file_id}/metadata", RateLimit.Usual, RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.SeeAsset, "file_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if (place.Asset is not { Type: AssetPlace.File } file) return ApiError.NotFound;
        if (call.ReadFlag("show_null", out var all) is { } wrong) return wrong;
        var store = call.Get<IMetadataStore>();
        var values = (await store.LoadAsync(call.AccountId, [file.Id], cancellation)).GetValueOrDefault(file.Id) ?? [];
        if (all)
        {
            var known = values.ToDictionary(value => value.Definition.Id);
            values = [.. (await store.DefinitionsAsync(call.AccountId, cancellation)).Select(definition => known.GetValueOrDefault(definition.Id) ?? new FieldValue(definition, null))];
        }

        return ApiBody.Data(StatusCodes.Status200OK, writer =>
        {
            writer.WriteString("file_id", file.Id);
            MetadataJson.Write(writer, "metadata", values, withDetails: all);
        });
    }
}
