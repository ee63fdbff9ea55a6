using System.Globalization;

namespace Stagedoor.Server.Administration;

/// <summary>Numbers as text in no language.</summary>
internal static class Number
{
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
