using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.MetadataFields;

/// <summary><c>metadata.field_definitions.update</c>. A field keeps its type.</summary>
internal static class UpdateFieldDefinition
{
    public static readonly Operation Operation = new("metadata.field_definitions.update", HttpMethods.Patch, "/accounts/{account_id}/metadata/field_definitions/{field_definition_id}", RateLimit.PerMinute(10), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if (call.May(Act.ManageFieldDefinitions) is { } forbidden) return forbidden;
        if (call.Id("field_definition_id") is not { } id || await call.Get<IFieldDefinitionStore>().FindAsync(call.AccountId, id, cancellation) is not { } known) return ApiError.NotFound;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out var refusal, out var body)) return refusal;
        var data = body.Open().Nested("data", required: true);
        var (name, type) = (data?.Text("name", least: 1, most: CreateFieldDefinition.LongestName), data?.OneOf("field_type", FieldType.All, required: true));
        if (type is not null && type != known.Type) data!.Refuse("field_type", $"The field's type is {known.Type} and stays so");
        var configuration = data is null ? default : FieldConfiguration.Read(data, known.Type, known.Configuration);
        if (body.Refusal is { } wrong) return wrong;
        if (await FieldMembers.RefusalAsync(call, configuration, cancellation) is { } unknown) return unknown;
        var entry = call.Records(ActivityKind.FieldUpdated, id, name ?? known.Name);
        var isSame = name is null && configuration.GetRawText() == known.Configuration.GetRawText();
        if ((isSame ? known : await call.Get<IFieldDefinitionStore>().UpdateAsync(known, name, configuration, entry, cancellation)) is not { } definition) return ApiError.Conflict("Somebody else changed the field at the same time: read it again");
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, [definition.Creator], cancellation);
        return ApiBody.Data(StatusCodes.Status200OK, writer => definition.Write(writer, users));
    }
}
