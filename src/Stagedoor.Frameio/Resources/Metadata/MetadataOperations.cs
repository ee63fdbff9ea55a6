namespace Stagedoor.Frameio.Resources.Metadata;

internal static class MetadataOperations
{
    public static readonly Operation[] All = [ShowMetadata.Operation, UpdateMetadata.Operation];
}
