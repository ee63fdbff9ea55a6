using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.MetadataFields;

/// <summary><c>metadata.field_definitions.delete</c>.</summary>
internal static class DeleteFieldDefinition
{
    public static readonly Operation Operation = new("metadata.field_definitions.delete", HttpMethods.Delete, "/accounts/{account_id}/metadata/field_definitions/{field_definition_id}", RateLimit.PerMinute(60), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if (call.May(Act.ManageFieldDefinitions) is { } forbidden) return forbidden;
        var definitions = call.Get<IFieldDefinitionStore>();
        if (call.Id("field_definition_id") is not { } id || await definitions.FindAsync(call.AccountId, id, cancellation) is not { } known) return ApiError.NotFound;
        return await definitions.DeleteAsync(call.AccountId, id, call.Records(ActivityKind.FieldDeleted, id, known.Name), cancellation) ? NoContent.Answer : ApiError.NotFound;
    }
}
