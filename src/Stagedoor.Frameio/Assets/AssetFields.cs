using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Assets;

/// <summary>What bodies say of assets.</summary>
internal static class AssetFields
{
    /// <summary>A name within bounds.</summary>
    public static string? AssetName(this Fields data, string name, bool required = false)
    {
        if (data.Text(name, required, least: 1, most: Assets.AssetName.Longest) is not { } text) return null;
        if (Assets.AssetName.WhatIsWrongWith(text) is not { } wrong) return text;
        data.Refuse(name, wrong);
        return null;
    }
}
