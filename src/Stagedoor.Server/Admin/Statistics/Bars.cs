using System.Globalization;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Admin.Statistics;

/// <summary>One piece of a bar, in the units of the drawing.</summary>
internal readonly record struct Bar(double X, double Y, double Width, double Height, int Series)
{
    public string XText => Text(X);

    public string YText => Text(Y);

    public string WidthText => Text(Width);

    public string HeightText => Text(Height);

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>Lays out stacked bars: a step is a bar, a line of the statistic a piece of each.</summary>
internal sealed class Bars
{
    public const int Width = 640, Height = 180, Left = 44, Top = 8, Bottom = 22;

    private Bars(IReadOnlyList<Bar> pieces, long most) => (Pieces, Most) = (pieces, most);

    public IReadOnlyList<Bar> Pieces { get; }

    /// <summary>What the highest line of the grid stands for: a round number that no bar exceeds.</summary>
    public long Most { get; }

    public static Bars Of(IReadOnlyList<StatisticLine> lines, int steps)
    {
        var highest = Enumerable.Range(0, steps).Select(step => lines.Sum(line => line.Values[step])).DefaultIfEmpty(0).Max();
        var most = Round(highest);
        var width = (double)(Width - Left) / Math.Max(1, steps);
        var pieces = new List<Bar>();
        for (var step = 0; step < steps; step++)
        {
            var bottom = (double)(Height - Bottom);
            for (var series = 0; series < lines.Count; series++)
            {
                if (lines[series].Values[step] is not (> 0 and var value)) continue;
                var height = (double)value / most * (Height - Bottom - Top);
                bottom -= height;
                pieces.Add(new(Left + (step * width) + (width * .12), bottom, width * .76, height, series));
            }
        }

        return new(pieces, most);
    }

    // 1, 2 or 5 times a power of ten.
    private static long Round(long highest)
    {
        for (var power = 1L; power < long.MaxValue / 10; power *= 10)
        {
            foreach (var times in (ReadOnlySpan<long>)[1, 2, 5])
            {
                if (power * times >= highest) return power * times;
            }
        }

        return highest;
    }
}
