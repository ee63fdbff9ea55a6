using System.Buffers.Text;
using System.Security.Cryptography;
using SkiaSharp;

namespace Stagedoor.Server.Users;

/// <summary>What came of an uploaded picture.</summary>
public abstract record AvatarReading
{
    private AvatarReading()
    {
    }

    public sealed record Drawn(Avatar Avatar) : AvatarReading;

    /// <summary>Not a whole JPEG, PNG or WebP picture.</summary>
    public sealed record NoPicture : AvatarReading;

    /// <summary>More pixels than anybody's picture has.</summary>
    public sealed record TooLarge : AvatarReading;

    /// <summary>Too many are being drawn.</summary>
    public sealed record Busy : AvatarReading;
}

/// <summary>
/// Draws uploaded pictures anew (attack G2): what is kept is a square of our own encoding, and nothing of the file, no metadata, place or script, is in it. The size is known before anything is
/// decoded, and one picture is decoded at a time, so that no file costs more memory or time than one honest picture.
/// </summary>
public sealed class AvatarImages : IDisposable
{
    /// <summary>The largest file, in bytes: a telephone's photograph.</summary>
    public const int MaxFile = 8 * 1024 * 1024;

    /// <summary>The side of what is kept, in pixels.</summary>
    public const int Side = 256;

    // A JPEG of one scan is decoded at down to an eighth, a few rows at a time; whatever else keeps every pixel in memory.
    private const long MostPixels = 16_000_000, MostPixelsOfOneScan = 60_000_000;

    private const int LongestSide = 20_000;

    private const int Quality = 88;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim drawing = new(1);

    public async Task<AvatarReading> DrawAsync(ReadOnlyMemory<byte> file, CancellationToken cancellation)
    {
        if (!await drawing.WaitAsync(Patience, cancellation)) return new AvatarReading.Busy();
        try
        {
            return await Task.Run(() => Draw(file.Span), cancellation);
        }
        finally
        {
            drawing.Release();
        }
    }

    public void Dispose() => drawing.Dispose();

    private static AvatarReading Draw(ReadOnlySpan<byte> file)
    {
        if (file.Length is 0 or > MaxFile) return new AvatarReading.NoPicture();
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp)) return new AvatarReading.NoPicture();
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width <= 0 || height <= 0) return new AvatarReading.NoPicture();
        var isJpeg = codec.EncodedFormat == SKEncodedImageFormat.Jpeg;
        if (isJpeg && !JpegScans.AreFew(file)) return new AvatarReading.NoPicture();
        if (width > LongestSide || height > LongestSide || (long)width * height > (isJpeg && JpegScans.IsOne(file) ? MostPixelsOfOneScan : MostPixels)) return new AvatarReading.TooLarge();

        var size = isJpeg ? codec.GetScaledDimensions(Math.Min(1f, 2f * Side / Math.Min(width, height))) : new SKSizeI(width, height);
        var isOpaque = codec.Info.AlphaType == SKAlphaType.Opaque;
        using var colours = SKColorSpace.CreateSrgb();
        using var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul, colours));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success) return new AvatarReading.NoPicture();
        return new AvatarReading.Drawn(Encode(bitmap, codec.EncodedOrigin, isOpaque, colours));
    }

    // The middle square, turned as the camera was held.
    private static Avatar Encode(SKBitmap bitmap, SKEncodedOrigin origin, bool isOpaque, SKColorSpace colours)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Side, Side, SKColorType.Rgba8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul, colours));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.Transparent);
        canvas.Translate(Side / 2f, Side / 2f);
        Turn(canvas, origin);
        var side = Math.Min(bitmap.Width, bitmap.Height);
        var from = SKRect.Create((bitmap.Width - side) / 2f, (bitmap.Height - side) / 2f, side, side);
        using (var image = SKImage.FromBitmap(bitmap)) canvas.DrawImage(image, from, SKRect.Create(-Side / 2f, -Side / 2f, Side, Side), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        using var encoded = isOpaque ? drawn.Encode(SKEncodedImageFormat.Jpeg, Quality) : drawn.Encode(SKEncodedImageFormat.Png, 100);
        return new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)), isOpaque ? "image/jpeg" : "image/png", encoded.ToArray());
    }

    private static void Turn(SKCanvas canvas, SKEncodedOrigin origin)
    {
        var degrees = origin switch
        {
            SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft => 180,
            SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom => 90,
            SKEncodedOrigin.LeftBottom or SKEncodedOrigin.LeftTop => 270,
            _ => 0,
        };
        canvas.RotateDegrees(degrees);
        if (origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomLeft or SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightBottom) canvas.Scale(-1, 1);
    }
}
