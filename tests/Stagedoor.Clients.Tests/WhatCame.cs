using System.Text.Json;

namespace Stagedoor.Clients.Tests;

/// <summary>Reads a driver's result by path: <c>profile.scope</c>, <c>results.0.live</c>.</summary>
public static class WhatCame
{
    extension(JsonElement result)
    {
        public string? At(string path)
        {
            var at = result;
            foreach (var part in path.Split('.'))
            {
                if (at.ValueKind == JsonValueKind.Array && int.TryParse(part, System.Globalization.CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength()) at = at[index];
                else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part, out at)) return null;
            }

            return at.ValueKind == JsonValueKind.String ? at.GetString() : at.GetRawText();
        }

        /// <summary>Fails with the whole result when a value is another.</summary>
        public void Has(string path, string? expected) => Assert.True(result.At(path) == expected, $"{path} should be {expected ?? "absent"}, is {result.At(path) ?? "absent"} in {result.GetRawText()}");
    }
}
