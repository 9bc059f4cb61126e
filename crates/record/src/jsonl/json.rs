//! Records as JSON, in the same bytes as serde_json's. Most of a record is short strings and names of fields; they are
//! written whole: names as they stand, strings after one look for what must be escaped.

use serde::Serialize;
use serde::ser::{Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use serde_json::Error;

/// Writes a value behind the bytes that are there.
pub(super) fn write(out: &mut Vec<u8>, value: &impl Serialize) -> Result<(), Error> {
    value.serialize(Json { out })
}

struct Json<'o> {
    out: &'o mut Vec<u8>,
}

impl<'o> Json<'o> {
    fn scalar(self, value: &impl Serialize) -> Result<(), Error> {
        serde_json::to_writer(self.out, value)
    }

    /// A string without anything to escape.
    #[inline(always)]
    fn plain(self, text: &str) {
        self.out.reserve(text.len() + 2);
        self.out.push(b'"');
        self.out.extend_from_slice(text.as_bytes());
        self.out.push(b'"');
    }

    fn open(self, open: u8, close: u8) -> Result<Inside<'o>, Error> {
        self.out.push(open);
        Ok(Inside { out: self.out, close })
    }
}

/// What needs no escape in a string.
fn is_plain(byte: u8) -> bool {
    byte >= b' ' && byte != b'"' && byte != b'\\'
}

macro_rules! scalars {
    ($($serialize:ident: $type:ty),*) => {
        $(fn $serialize(self, value: $type) -> Result<(), Error> {
            self.scalar(&value)
        })*
    };
}

/// What no record has: tuples, and enums whose variants are not named by a field.
type Never = Impossible<(), Error>;

fn never<T>() -> Result<T, Error> {
    Err(Error::custom("no record holds a tuple or an enum without a tag"))
}

impl<'o> Serializer for Json<'o> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Inside<'o>;
    type SerializeMap = Inside<'o>;
    type SerializeStruct = Inside<'o>;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeStructVariant = Never;

    scalars!(
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64, serialize_char: char, serialize_bytes: &[u8]
    );

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        // Without a way out of the loop many bytes are looked at at once.
        if !text.bytes().fold(true, |plain, byte| plain & is_plain(byte)) {
            return self.scalar(&text);
        }
        self.plain(text);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.scalar(&())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), Error> {
        self.plain(name);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        inner: &T,
    ) -> Result<(), Error> {
        inner.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        never()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Inside<'o>, Error> {
        self.open(b'[', b']')
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Inside<'o>, Error> {
        self.open(b'{', b'}')
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Inside<'o>, Error> {
        self.open(b'{', b'}')
    }

    fn serialize_tuple(self, _: usize) -> Result<Never, Error> {
        never()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Never, Error> {
        never()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Never, Error> {
        never()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Never, Error> {
        never()
    }
}

/// An array or object that is not closed yet. A comma follows everything in it; the last one goes.
struct Inside<'o> {
    out: &'o mut Vec<u8>,
    close: u8,
}

impl Inside<'_> {
    #[inline(always)]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(Json { out: self.out })?;
        self.out.push(b',');
        Ok(())
    }

    fn close(self) -> Result<(), Error> {
        self.out.pop_if(|last| *last == b',');
        self.out.push(self.close);
        Ok(())
    }
}

impl SerializeSeq for Inside<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl SerializeMap for Inside<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        key.serialize(Json { out: self.out })?;
        self.out.push(b':');
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl SerializeStruct for Inside<'_> {
    type Ok = ();
    type Error = Error;

    // Where it is inlined the name is a constant.
    #[inline(always)]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        Json { out: self.out }.plain(name);
        self.out.push(b':');
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}
