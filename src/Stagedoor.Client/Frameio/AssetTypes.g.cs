// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>Which kinds of things in a folder are asked for.</summary>
[Flags]
public enum AssetTypes
{
    /// <summary>All of them.</summary>
    None = 0,

    /// <summary><c>file</c>.</summary>
    File = 1 << 0,

    /// <summary><c>folder</c>.</summary>
    Folder = 1 << 1,

    /// <summary><c>version_stack</c>.</summary>
    VersionStack = 1 << 2,
}

internal static class AssetTypesText
{
    public static string? Text(this AssetTypes flags) => ApiQuery.Joined([flags.HasFlag(AssetTypes.File) ? "file" : null, flags.HasFlag(AssetTypes.Folder) ? "folder" : null, flags.HasFlag(AssetTypes.VersionStack) ? "version_stack" : null]);
}
