// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A rectangle on a page.</summary>
public sealed record TextReviewAnnotationBounds
{
    /// <summary>Height of the rectangle.</summary>
    public double Height { get; init; }

    /// <summary>Width of the rectangle.</summary>
    public double Width { get; init; }

    /// <summary>Left corner position.</summary>
    public double X { get; init; }

    /// <summary>Bottom corner position.</summary>
    public double Y { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static TextReviewAnnotationBounds Read(ref Utf8JsonReader reader)
    {
        double height = 0;
        double width = 0;
        double x = 0;
        double y = 0;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "height"u8)) height = JsonIn.Number(ref reader);
            else if (JsonIn.Is(ref reader, "width"u8)) width = JsonIn.Number(ref reader);
            else if (JsonIn.Is(ref reader, "x"u8)) x = JsonIn.Number(ref reader);
            else if (JsonIn.Is(ref reader, "y"u8)) y = JsonIn.Number(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Height = height,
            Width = width,
            X = x,
            Y = y,
            More = more,
        };
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("height", Height);
        writer.Member("width", Width);
        writer.Member("x", X);
        writer.Member("y", Y);
        writer.WriteEndObject();
    }
}
