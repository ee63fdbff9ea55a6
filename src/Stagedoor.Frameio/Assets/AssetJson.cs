using System.Text.Json;
using Stagedoor.Frameio.Resources.Projects;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Assets;

/// <summary>Assets as the contract writes them.</summary>
internal static class AssetJson
{
    public static void Write(Utf8JsonWriter writer, Asset asset, AssetView view)
    {
        writer.WriteStartObject();
        WriteMembers(writer, asset, view);
        writer.WriteEndObject();
    }

    public static void WriteMembers(Utf8JsonWriter writer, Asset asset, AssetView view)
    {
        writer.WriteString("id", asset.Id);
        writer.WriteString("name", asset.Name);
        writer.WriteString("type", asset.Type);
        writer.WriteString("project_id", asset.ProjectId);
        WriteId(writer, "parent_id", asset.ParentId);
        writer.WriteString("view_url", ProjectJson.ViewUrl(view.Options, asset.ProjectId, asset.Id));
        writer.WriteNull("adobe_id");
        writer.WriteString("created_at", ApiBody.Time(asset.CreatedAt));
        writer.WriteString("updated_at", ApiBody.Time(asset.UpdatedAt));
        switch (asset.Type)
        {
            case Permissions.AssetPlace.File:
                WriteFile(writer, asset, view);
                break;
            case Permissions.AssetPlace.Folder:
                writer.WriteNull("cover_file_id");
                break;
            default:
                WriteHead(writer, asset.Head, view);
                break;
        }

        view.WriteIncludes(writer, asset);
    }

    private static void WriteFile(Utf8JsonWriter writer, Asset asset, AssetView view)
    {
        var file = asset.File!;
        writer.WriteString("status", file.CompletedAt is null ? "created" : "uploaded");
        writer.WriteString("media_type", file.MediaType);
        writer.WriteNumber("file_size", file.Size);
        writer.WriteNull("adobe_version_id");
        view.WriteMediaLinks(writer, asset);
    }

    private static void WriteHead(Utf8JsonWriter writer, Asset? head, AssetView view)
    {
        writer.WritePropertyName("head_version");
        if (head is null) writer.WriteNullValue();
        else Write(writer, head, view);
    }

    private static void WriteId(Utf8JsonWriter writer, string name, Guid? id)
    {
        if (id is { } value) writer.WriteString(name, value);
        else writer.WriteNull(name);
    }
}
