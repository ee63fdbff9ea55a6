using System.Globalization;
using System.Text;
using QRCoder;

namespace Stagedoor.Server.SignIn.Credentials.Totp;

/// <summary>A QR code (ISO/IEC 18004) as one SVG path: a run of dark modules a rectangle. Drawn on the server, so that no script and no other place ever sees what it holds.</summary>
internal static class QrPath
{
    /// <summary>The path and the side of its square, the quiet zone of four modules included.</summary>
    public static (string Path, int Side) Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            var row = code.ModuleMatrix[y];
            for (var x = 0; x < row.Length; x++)
            {
                if (!row[x]) continue;
                var from = x;
                while (x + 1 < row.Length && row[x + 1]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from + 1}v1h-{x - from + 1}z");
            }
        }

        return (path.ToString(), code.ModuleMatrix.Count);
    }
}
