using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.MetadataFields;

/// <summary><c>metadata.field_definitions.create</c>.</summary>
internal static class CreateFieldDefinition
{
    public static readonly Operation Operation = new("metadata.field_definitions.create", HttpMethods.Post, "/accounts/{account_id}/metadata/field_definitions", RateLimit.PerMinute(10), RunAsync);

    internal const int LongestName = 250;

    private const int Most = 500;

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if (call.May(Act.ManageFieldDefinitions) is { } forbidden) return forbidden;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out var refusal, out var body)) return refusal;
        var data = body.Open().Nested("data", required: true);
        var (name, type) = (data?.Text("name", required: true, least: 1, most: LongestName), data?.OneOf("field_type", FieldType.All, required: true));
        var configuration = type is null ? default : FieldConfiguration.Read(data!, type, known: null);
        if (type is null) data?.Any("field_configuration");
        if (body.Refusal is { } wrong) return wrong;
        if (await FieldMembers.RefusalAsync(call, configuration, cancellation) is { } unknown) return unknown;
        var definition = new FieldDefinition
        {
            Id = RandomIds.Uuid(),
            AccountId = call.AccountId,
            Name = name!,
            Type = type!,
            Configuration = configuration,
            Creator = call.Caller.Actor,
            CreatedAt = call.Now,
            UpdatedAt = call.Now,
        };
        if (!await call.Get<IFieldDefinitionStore>().AddAsync(definition, Most, call.Records(ActivityKind.FieldCreated, definition.Id, definition.Name), cancellation)) return ApiError.Conflict(string.Create(CultureInfo.InvariantCulture, $"An account has at most {Most} metadata fields"));
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, [definition.Creator], cancellation);
        return ApiBody.Data(StatusCodes.Status201Created, writer => definition.Write(writer, users));
    }
}
