// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A point in a picture.</summary>
public sealed record Anchor
{
    /// <summary>Horizontal comment anchor location.</summary>
    public double X { get; init; }

    /// <summary>Vertical comment anchor location.</summary>
    public double Y { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static Anchor Read(ref Utf8JsonReader reader)
    {
        double x = 0;
        double y = 0;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "x"u8)) x = JsonIn.Number(ref reader);
            else if (JsonIn.Is(ref reader, "y"u8)) y = JsonIn.Number(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            X = x,
            Y = y,
            More = more,
        };
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("x", X);
        writer.Member("y", Y);
        writer.WriteEndObject();
    }
}
