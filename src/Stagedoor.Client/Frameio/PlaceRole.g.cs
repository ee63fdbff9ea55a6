// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new PlaceRole("…")</c>.</summary>
public readonly record struct PlaceRole
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public PlaceRole(string value) => this.value = value;

    /// <summary><c>full_access</c>.</summary>
    public static PlaceRole FullAccess => new("full_access");

    /// <summary><c>editor</c>.</summary>
    public static PlaceRole Editor => new("editor");

    /// <summary><c>edit_only</c>.</summary>
    public static PlaceRole EditOnly => new("edit_only");

    /// <summary><c>commenter</c>.</summary>
    public static PlaceRole Commenter => new("commenter");

    /// <summary><c>viewer</c>.</summary>
    public static PlaceRole Viewer => new("viewer");

    /// <summary><c>workspace_admin</c>.</summary>
    public static PlaceRole WorkspaceAdmin => new("workspace_admin");

    /// <summary><c>admin</c>.</summary>
    public static PlaceRole Admin => new("admin");

    /// <summary><c>owner</c>.</summary>
    public static PlaceRole Owner => new("owner");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static PlaceRole Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static PlaceRole? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
