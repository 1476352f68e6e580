//! A table as an Apache Parquet file of one row group.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

/// The cells of a column, by their type; any may be missing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cells {
    Text(Vec<Option<String>>),
    Whole(Vec<Option<i64>>),
    Number(Vec<Option<f64>>),
    Truth(Vec<Option<bool>>),
    /// Days since 1 January 1970.
    Day(Vec<Option<i32>>),
}

/// A column with its name.
pub(crate) type Column = (&'static str, Cells);

/// Writes columns of one length.
///
/// # Errors
///
/// If the columns are not of one length.
pub(crate) fn write(columns: &[Column]) -> Result<Vec<u8>> {
    let fields = columns.iter().map(|(name, cells)| Ok(Arc::new(field(name, cells)?)));
    let schema = Type::group_type_builder("schema").with_fields(fields.collect::<Result<_>>()?).build()?;
    let program = concat!("variorum ", env!("CARGO_PKG_VERSION"));
    let properties = WriterProperties::builder().set_created_by(program.to_owned()).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    for (_, cells) in columns {
        match cells {
            Cells::Text(cells) => {
                let cells: Vec<_> = cells.iter().map(|cell| cell.as_deref().map(ByteArray::from)).collect();
                column::<ByteArrayType>(&mut group, &cells)?;
            }
            Cells::Whole(cells) => column::<Int64Type>(&mut group, cells)?,
            Cells::Number(cells) => column::<DoubleType>(&mut group, cells)?,
            Cells::Truth(cells) => column::<BoolType>(&mut group, cells)?,
            Cells::Day(cells) => column::<Int32Type>(&mut group, cells)?,
        }
    }
    group.close()?;
    writer.into_inner()
}

fn field(name: &str, cells: &Cells) -> Result<Type> {
    let (physical, logical) = match cells {
        Cells::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Cells::Whole(_) => (Physical::INT64, None),
        Cells::Number(_) => (Physical::DOUBLE, None),
        Cells::Truth(_) => (Physical::BOOLEAN, None),
        Cells::Day(_) => (Physical::INT32, Some(LogicalType::Date)),
    };
    Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()
}

/// Writes the cells that are there, and beside them which are.
fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    cells: &[Option<T::T>],
) -> Result<()> {
    let held: Vec<T::T> = cells.iter().flatten().cloned().collect();
    let there: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(&held, Some(&there), None)?;
        column.close()?;
    }
    Ok(())
}
