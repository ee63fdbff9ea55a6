using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Files;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.Comments;

/// <summary>What a body says of an attachment.</summary>
internal sealed record AttachmentFields(string Name, string MediaType, long Size)
{
    private const int LongestMediaType = 255;

    public static AttachmentFields Read(Fields data)
    {
        var name = data.AssetName("name", required: true);
        var size = data.Number("file_size", required: true, least: 1, most: ContentLayout.Largest);
        var type = data.Text("media_type", required: true, least: 1, most: LongestMediaType);
        if (type is not null && !MediaTypes.IsOne(type)) data.Refuse("media_type", "Invalid string: it is not a media type");
        return new(name ?? "", type ?? "", size ?? 1);
    }

    public NewAttachment New(Call call, Guid commentId)
    {
        var now = call.Now;
        return new(new(RandomIds.Uuid(), commentId, Name, MediaType, Size, now), ContentLayout.Of(RandomIds.Uuid(), Size, call.Get<FrameioOptions>().PartSize), now + FileRoutes.UploadsLast);
    }

    /// <summary>Where its parts are sent: each as large as the size divided by their number, rounded up, the last one what is left.</summary>
    public static IReadOnlyList<string> Addresses(Call call, NewAttachment attached) => UploadAddresses.Of(call, attached.Layout);
}
