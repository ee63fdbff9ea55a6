using System.Text.Json;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.MetadataFields;

/// <summary>A metadata field that an account gave its files. All are the account's own: none is the system's and immutable.</summary>
public sealed record FieldDefinition
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required string Name { get; init; }

    /// <summary>See <see cref="FieldType"/>.</summary>
    public required string Type { get; init; }

    /// <summary>As the contract's <c>field_configuration</c> of the type, whole.</summary>
    public required JsonElement Configuration { get; init; }

    public required Actor Creator { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The options of a select field; none of another.</summary>
    public IEnumerable<(Guid Id, string Name)> Options =>
        Configuration.TryGetProperty("options", out var options) ? options.EnumerateArray().Select(option => (option.GetProperty("id").GetGuid(), option.GetProperty("display_name").GetString()!)) : [];

    /// <summary>The contract's <c>FieldDefinition</c>, its members only.</summary>
    internal void Write(Utf8JsonWriter writer, UserSet users, bool withCreator = false)
    {
        writer.WriteString("id", Id);
        writer.WriteString("name", Name);
        writer.WriteString("field_type", Type);
        writer.WriteBoolean("mutable", true);
        writer.WritePropertyName("field_configuration");
        Configuration.WriteTo(writer);
        writer.WriteString("creator_id", users.IdOf(Creator) ?? Guid.Empty);
        writer.WriteString("created_at", ApiBody.Time(CreatedAt));
        writer.WriteString("updated_at", ApiBody.Time(UpdatedAt));
        if (withCreator) users.Write(writer, "creator", Creator);
    }
}
