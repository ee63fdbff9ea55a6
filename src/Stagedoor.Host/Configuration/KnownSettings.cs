using System.Reflection;
using Stagedoor.Server;

namespace Stagedoor.Host.Configuration;

/// <summary>Every setting there is, from the options' own properties: what is not among them refuses to start, and the documentation is made of it.</summary>
public static class KnownSettings
{
    /// <summary>A setting: its path below the section, its property, and its default.</summary>
    public sealed record Known(string Path, PropertyInfo Property, object? Default);

    public static IReadOnlyList<Known> All { get; } = [.. Of(new HostOptions(), ""), .. Of(new StagedoorOptions { Issuer = "" }, "")];

    /// <summary>Refuses keys that nobody reads.</summary>
    public static void Check(IConfigurationSection section)
    {
        foreach (var (path, value) in section.AsEnumerable(makePathsRelative: true).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (path.Length == 0 || All.Any(known => Covers(known, path, value))) continue;
            var name = $"{Settings.Section}:{path}";
            var near = All.MinBy(known => Distance(known.Path.ToUpperInvariant(), path.ToUpperInvariant()))!;
            throw new StartRefusedException(Distance(near.Path.ToUpperInvariant(), path.ToUpperInvariant()) <= 3
                ? $"There is no setting {name}; did you mean {Settings.Section}:{near.Path}?"
                : $"There is no setting {name}: docs/configuration.md lists them all.");
        }
    }

    private static bool Covers(Known known, string path, string? value) =>
        known.Path.Equals(path, StringComparison.OrdinalIgnoreCase)
        || (value is null && known.Path.StartsWith(path + ":", StringComparison.OrdinalIgnoreCase))
        || (known.Property.PropertyType == typeof(string[]) && path.StartsWith(known.Path + ":", StringComparison.OrdinalIgnoreCase) && int.TryParse(path.AsSpan(known.Path.Length + 1), out _));

    private static IEnumerable<Known> Of(object options, string prefix)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var value = property.GetValue(options);
            if (property.PropertyType is { IsClass: true, IsArray: false } type && type != typeof(string)) foreach (var nested in Of(value!, $"{prefix}{property.Name}:")) yield return nested;
            else yield return new(prefix + property.Name, property, value);
        }
    }

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
